// The real program on a free port, with a data folder of its own that goes when it ends; or one that is served already.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = process.env.ZHOUDAO ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'debug', 'zhoudao');
const START_SECONDS_MAX = 60;

async function freePort() {
  const probe = createServer();
  await new Promise((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return port;
}

/** Where a city is served already: all stories happen in it. */
const SERVED = process.env.ZHOUDAO_ADDRESS;

export async function startServer() {
  if (SERVED) return { address: SERVED, said: () => '', async stop() {} };
  const folder = await mkdtemp(path.join(tmpdir(), 'zhoudao-e2e-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(PROGRAM, ['demo', '--data', path.join(folder, 'data'), '--port', String(port), '--history', '0', '--drain-seconds', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = chunk => { said += chunk; };
  server.stdout.on('data', hear);
  server.stderr.on('data', hear);
  let ended = null;
  server.once('error', error => { ended = `it could not be started (${error.message})`; });
  server.once('exit', (code, signal) => { ended = `it ended with ${signal ?? code}`; });

  const patience = Date.now() + START_SECONDS_MAX * 1000;
  while (!(await answers(address))) {
    if (ended || Date.now() > patience) {
      server.kill('SIGKILL');
      throw new Error(`${PROGRAM} does not serve: ${ended ?? 'no answer'}\n${said}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return {
    address,
    said: () => said,
    async stop() {
      if (!ended) {
        const gone = new Promise(resolve => server.once('exit', resolve));
        server.kill('SIGTERM');
        const tooLong = setTimeout(() => server.kill('SIGKILL'), 10_000);
        await gone;
        clearTimeout(tooLong);
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(address) {
  try {
    const answer = await fetch(`${address}/sign-in`, { redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status < 500;
  } catch {
    return false;
  }
}
