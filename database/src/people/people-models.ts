import type { InitModel } from '../tenancy/database.ts';
import { initMembership } from './membership.ts';
import { initSession } from './session.ts';
import { initTenant } from './tenant.ts';
import { initUser } from './user.ts';

/** The models of companies, people and their sessions: tables of the schema `platform`. */
export const peopleModels: readonly InitModel[] = [
  initTenant,
  initUser,
  initMembership,
  initSession,
];
