import { describe } from 'node:test';
import { scripts } from '../../api/load/run-load.ts';
import { describeLoad } from './describe-load.ts';

describe('the product under load, for minutes', () => describeLoad(scripts, 120));
