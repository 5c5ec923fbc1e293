// npm start: the whole product on this machine, with one command. Ctrl-C stops all of it; the data stays.
import { onInstalledRuntime } from './installed.mjs';

await onInstalledRuntime();
const { startOnThisMachine } = await import('./one-machine.mjs');
await startOnThisMachine();
