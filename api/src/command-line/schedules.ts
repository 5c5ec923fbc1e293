import { type ListedSchedule, listSchedules } from '@smart-accounting/database/jobs/list-schedules';
import { type Command, counted } from './command.ts';

export const scheduleCommands: readonly Command[] = [
  {
    name: 'schedules list',
    usage: '  (what is done by the clock: for whom, when next, and how it went last time)',
    options: {},
    run: async ({ database, print }) => {
      print(['kind', 'for', 'every', 'next', 'last', 'outcome'].join('\t'));
      for (const schedule of await listSchedules(database)) print(lineOf(schedule));
      return 0;
    },
  },
];

const scopes = { platform: 'the platform', all_tenants: 'all tenants', tenant: '' } as const;

function lineOf(schedule: ListedSchedule): string {
  const { kind, scope, tenant, everySeconds, nextAt, lastAt } = schedule;
  return [
    kind,
    tenant ?? scopes[scope],
    intervalOf(everySeconds),
    nextAt?.toISOString() ?? 'stopped',
    lastAt?.toISOString() ?? 'never',
    outcomeOf(schedule),
  ].join('\t');
}

function intervalOf(seconds: number): string {
  if (seconds % 86_400 === 0) return counted(seconds / 86_400, 'day');
  if (seconds % 3_600 === 0) return counted(seconds / 3_600, 'hour');
  return counted(Math.round(seconds / 60), 'minute');
}

function outcomeOf({ pending, done, failed }: ListedSchedule): string {
  const states = { done, failed, pending };
  const told = Object.entries(states).filter(([, count]) => count > 0);
  return told.map(([state, count]) => `${count} ${state}`).join(', ') || '-';
}
