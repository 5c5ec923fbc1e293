// npm run cluster:install [-- HELM OPTIONS]: loads what `npm run cluster:images` packed, and installs or upgrades the
// release on the cluster of KUBECONFIG.
import { packedArchives, trialTag } from './packed-images.ts';
import { installRelease, loadImages } from './release.ts';

await loadImages(packedArchives());
console.log(await installRelease(trialTag, process.argv.slice(2)));
