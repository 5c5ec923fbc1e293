import { defineParams } from '@sveltejs/kit/params';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const tenant = /^[a-z][a-z0-9]{11}$/;

/** What may stand in the address of a page; anything else is not found without asking the API. */
export const params = defineParams({
  id: (value) => (uuid.test(value) ? value : undefined),
  tenant: (value) => (tenant.test(value) ? value : undefined),
});
