// npm run cluster:images: packs every image the chart needs as an archive, without a container engine.
import { packImages, trialTag } from './packed-images.ts';

for (const archive of await packImages(trialTag)) console.log(archive);
