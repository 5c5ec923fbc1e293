// What `helm test` runs: every process says whether it can do its work, and the portal answers with a page.
const { RELEASE, PORTAL } = process.env;
const places = [
  `http://${RELEASE}-api:8080/readyz`,
  `http://${RELEASE}-provisioner-metrics:9464/readyz`,
  `http://${RELEASE}-sealer-metrics:9464/readyz`,
  `http://${RELEASE}-operator-metrics:9464/readyz`,
  `http://${RELEASE}-${PORTAL}/sign-in`,
];
const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' }; // as a proxy would

const answers = await Promise.all(places.map(untilFine));
process.exit(answers.every(Boolean) ? 0 : 1);

/** A pod may just be starting: asked again for two minutes. */
async function untilFine(place) {
  let last = '';
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(2_000)) {
    try {
      const response = await fetch(place, { headers, signal: AbortSignal.timeout(10_000) });
      const text = await response.text();
      last = `${response.status} ${text.slice(0, 500)}`;
      if (response.ok && allChecked(text)) {
        console.log(`fine: ${place}`);
        return true;
      }
    } catch (error) {
      last = String(error.cause ?? error);
    }
  }
  console.error(`not fine: ${place}: ${last}`);
  return false;
}

/** Who is ready may still lack something that can be spared for a while; a new installation lacks nothing. */
function allChecked(text) {
  if (!text.startsWith('{')) return true;
  return Object.values(JSON.parse(text).checks).every((check) => check === 'ok');
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
