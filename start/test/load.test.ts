import { describe } from 'node:test';
import { describeLoad } from './describe-load.ts';

describe('the product under load, for some seconds', () => describeLoad(['mixed-day'], 5));
