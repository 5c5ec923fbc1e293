// What the first migrations wait with: ends when the port HOST:PORT answers; the Job's deadline ends it otherwise.
import { connect } from 'node:net';

const { HOST: host, PORT: port } = process.env;

function ask() {
  const socket = connect({ host, port: Number(port), timeout: 2_000 });
  socket.once('connect', () => process.exit(0));
  socket.once('timeout', () => socket.destroy(new Error('no answer')));
  socket.once('error', (error) => {
    console.log(`waiting for ${host}:${port}: ${error.message}`);
    setTimeout(ask, 1_000);
  });
}

ask();
