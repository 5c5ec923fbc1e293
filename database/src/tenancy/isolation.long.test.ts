import { describeIsolation } from '../testing/describe-isolation.ts';

describeIsolation({ units: 10_000, tenants: 50 });
