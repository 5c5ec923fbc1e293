import { describeIsolation } from '../src/testing/describe-isolation.ts';

describeIsolation({ units: 1_000, tenants: 10 });
