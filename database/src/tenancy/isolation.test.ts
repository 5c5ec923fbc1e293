import { describeIsolation } from '../testing/describe-isolation.ts';

describeIsolation({ units: 1_000, tenants: 10 });
