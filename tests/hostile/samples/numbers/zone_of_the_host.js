// policy: production
// outcome: completed [0,0,"1970-01-01T00:00:00.000Z",true]
// why: the zone that the host lives in would show in every date
const date = new Date(0);
[
  date.getTimezoneOffset(),
  new Date(2020, 6, 1).getTimezoneOffset(),
  new Date(1970, 0, 1).toISOString(),
  /GMT\+0000/.test(String(date)),
];
