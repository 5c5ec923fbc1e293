const nl = {
  lead: 'Hoeveel werkers er taken doen, en waarom. Wijzigen doe je met kubectl of in het bestand met pools.',
  none: 'Er zijn geen pools',
  noneText:
    'De operator heeft nog niets gemeld. Draait hij, dan staat hier binnen tien tellen wat hij doet.',
  home: 'Naar de administraties',
  allTenants: 'alle administraties',
  ofTenant: (id: string) => `alleen administratie ${id}`,
  wanted: 'Gewenst',
  bounds: (min: number, max: number) => `${min} tot ${max}`,
  ready: 'Klaar',
  busy: 'Bezig',
  draining: (count: number) => (count === 1 ? '1 rondt af' : `${count} ronden af`),
  backlog: 'In de rij',
  unknown: 'onbekend',
  oldestWait: 'Langste wacht',
  noWait: '–',
  duration: (seconds: number) =>
    seconds < 120
      ? `${seconds} s`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} min`
        : `${Math.round(seconds / 3600)} uur`,
  lastChange: 'Laatste wijziging',
  change: (from: number, to: number) => `van ${from} naar ${to}`,
  noChange: 'nog geen sinds de start van de operator',
  hour: 'Het afgelopen uur',
  workers: 'werkers bezig',
  wantedLine: 'gewenst',
  waiting: 'in de rij',
  highest: (value: number) => `hoogste ${value}`,
  asTable: 'Als tabel',
  asChart: 'Als grafiek',
  time: 'Tijd',
  silent: 'Operator zwijgt',
  silentText: (moment: string) => `Van deze pool is sinds ${moment} niets meer gehoord.`,
  reasons: {
    steady: 'zoveel als er werk is',
    backlog_above_target: 'er wacht werk',
    backlog_below_target: 'er is een tijd minder werk',
    at_maximum: 'meer mag niet',
    out_of_bounds: 'de grenzen zijn verlegd',
    fair_share_limited: 'meer is zijn deel niet',
    stabilizing: 'even afwachten',
    idle: 'niets te doen',
    paused: 'gepauzeerd',
    pinned: 'vastgezet',
    poison_suspected: 'werkers vallen uit zonder iets af te maken',
    queue_unreachable: 'de rij is niet te lezen',
    fallback: 'noodaantal, de rij is niet te lezen',
    emptying: 'wordt leeggewerkt en opgeheven',
  },
};

const en: typeof nl = {
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
};

export const poolWords = { nl, en };
