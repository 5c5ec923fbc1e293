import { describeIsolation } from '../src/testing/describe-isolation.ts';

describeIsolation({ units: 10_000, tenants: 50 });
