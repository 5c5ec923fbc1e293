import { z } from 'zod';

/**
 * A tenant's id: twelve characters, of which the schema and role name `t_<id>` is made. The pattern is the
 * whole defence of every place where an identifier cannot be a bound parameter, so it is parsed, never assumed.
 */
export const tenantIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{11}$/)
  .brand('TenantId');
export type TenantId = z.infer<typeof tenantIdSchema>;
