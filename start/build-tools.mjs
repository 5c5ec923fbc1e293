// Builds the programs that tests need and npm does not bring: node start/build-tools.mjs
import { buildAllTools } from './go-tools.mjs';

await buildAllTools();
