import { describeFaults } from '../faults/describe-faults.ts';

describeFaults([1], 4);
