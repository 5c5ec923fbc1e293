// Runs after every `npm install` and `npm ci` (postinstall): remembers which lock file node_modules was made from.
import { stampInstalled } from './installed.mjs';

stampInstalled();
