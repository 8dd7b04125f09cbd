// generations: 0
// Promises, async functions, generators and timers, and the order in which they go.
function sleep(milliseconds, value) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}

function* countdown(from) {
  try {
    while (from > 0) {
      const skip = yield from--;
      if (skip) from -= skip;
    }
  } finally {
    console.log('countdown is over');
  }
}

async function* pages(total) {
  for (let page = 1; page <= total; page++) {
    await sleep(10 * page);
    yield { page, title: 'chapter number ' + page };
  }
}

async function fetchLater(name, fails) {
  console.log('request started: ' + name);
  await null;
  if (fails) throw new Error('connection refused by ' + name);
  return sleep(5, 'response from ' + name);
}

async function main() {
  const steps = [];
  const counter = countdown(9);
  for (let step = counter.next(); !step.done; step = counter.next(steps.length % 2)) steps.push(step.value);
  console.log(steps.join('-'));
  for await (const { page, title } of pages(3)) console.log(page, title);
  const settled = await Promise.allSettled([
    fetchLater('primary-server', false),
    fetchLater('secondary-server', true),
    fetchLater('archive-server', false),
  ]);
  for (const each of settled) console.log(each.status, each.value || each.reason.message);
  const winner = await Promise.race([sleep(50, 'slow and steady'), sleep(20, 'quick hare')]);
  console.log('the winner is ' + winner);
  for (const number of countdown(5)) if (number < 4) break;
  return 'everything settled';
}

function report(text) {
  console.log(text);
  return text;
}

main().then(report);
