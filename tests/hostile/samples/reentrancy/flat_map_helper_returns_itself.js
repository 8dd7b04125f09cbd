// policy: production
// outcome: completed "TypeError"
// why: the inner iterator is the outer one, so each waits for the other
let end;
const helper = [1, 2, 3].values().flatMap(() => helper);
try {
  end = helper.next().value;
} catch (error) {
  end = error.name;
}
end;
