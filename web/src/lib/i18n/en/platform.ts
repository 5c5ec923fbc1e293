import type { PlatformWords } from '../dictionary.ts';

/** What platform operators see. */
export const platform: PlatformWords = {
  pools: {
    lead: 'How many workers run, and why. Change it with kubectl or in the pools file.',
    none: 'There are no pools',
    noneText:
      'The operator has not reported yet. Once it runs, its decisions appear here within ten seconds.',
    home: 'Back to the books',
    allTenants: 'all books',
    ofTenant: (id) => `books ${id} only`,
    wanted: 'Wanted',
    bounds: (min, max) => `${min} to ${max}`,
    ready: 'Ready',
    busy: 'Busy',
    draining: (count) => `${count} finishing`,
    backlog: 'Waiting',
    unknown: 'unknown',
    oldestWait: 'Oldest wait',
    noWait: '–',
    duration: (seconds) =>
      seconds < 120
        ? `${seconds} s`
        : seconds < 7200
          ? `${Math.round(seconds / 60)} min`
          : `${Math.round(seconds / 3600)} h`,
    now: 'Now',
    lastChange: 'Last change',
    change: (from, to) => `from ${from} to ${to}`,
    noChange: 'none since the operator started',
    hour: 'The last hour',
    workers: 'workers busy',
    wantedLine: 'wanted',
    waiting: 'waiting',
    highest: (value) => `highest ${value}`,
    asTable: 'As a table',
    asChart: 'As a chart',
    time: 'Time',
    silent: 'Operator silent',
    silentText: (moment) => `No report on this pool since ${moment}.`,
    reasons: {
      steady: 'matches the work',
      backlog_above_target: 'work is waiting',
      backlog_below_target: 'there has been less work for a while',
      at_maximum: 'at its maximum',
      out_of_bounds: 'the limits were changed',
      fair_share_limited: 'limited to its fair share',
      stabilizing: 'waiting before scaling in',
      idle: 'nothing to do',
      paused: 'paused',
      pinned: 'pinned',
      poison_suspected: 'workers crash and finish nothing',
      queue_unreachable: 'the queue cannot be read',
      fallback: 'fallback, the queue cannot be read',
      emptying: 'being emptied and removed',
    },
  },
};
