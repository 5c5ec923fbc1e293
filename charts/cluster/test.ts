// npm run cluster:test: whether all of the installed release works.
import { testRelease } from './release.ts';

console.log(await testRelease());
