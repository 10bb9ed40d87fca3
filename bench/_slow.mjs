// _slow - a machine that is so many times slower: on every processor a thread of
// real-time priority takes what is not given, all of them at the same moments, so
// that whatever else runs there, the browser and its workers too, gets its share of
// each millisecond and no more. Nothing is stopped or woken for it: to stop a
// browser's processes costs them more than they compute.
//
// It wants the right to give that priority (root has it), and says so where it has not.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';

const GIVEN_MS = 1;            // how long others run, then they wait
const STILL = 0, TAKEN = 1, FREE = 2;

const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readlinkSync } = require('node:fs');
  const state = new Int32Array(workerData.state);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const { leads, given, slow } = workerData;
  parentPort.postMessage(readlinkSync('/proc/thread-self').split('/').pop());
  for (let ran = given; ;) {
    Atomics.wait(state, 0, ${STILL});
    if (!leads) {
      Atomics.wait(state, 0, ${FREE});
      while (Atomics.load(state, 0) === ${TAKEN});
      continue;
    }
    const until = performance.now() + ran * (slow - 1);
    while (performance.now() < until);
    if (Atomics.compareExchange(state, 0, ${TAKEN}, ${FREE}) !== ${TAKEN}) continue;
    const from = performance.now();
    Atomics.wait(nap, 0, 0, given);
    ran = performance.now() - from;      // a nap ends a little late
    if (Atomics.compareExchange(state, 0, ${FREE}, ${TAKEN}) === ${FREE})
      Atomics.notify(state, 0);
  }`;

// What makes the machine slow while some work is done.
export async function brake(slow) {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const threads = [];
  for (let i = 0; i < cpus().length; i++) {
    const t = new Worker(THREAD, { eval: true, workerData: { state: state.buffer,
      leads: i === 0, given: GIVEN_MS, slow } });
    threads.push(t);
    const id = await new Promise((done) => t.once('message', done));
    execFileSync('taskset', ['-cp', String(i), id]);
    try {
      execFileSync('chrt', ['-f', '-p', '1', id], { stdio: 'pipe' });
    } catch {
      throw new Error('no right to real-time priority: run it as root');
    }
  }
  const tell = (what) => {
    Atomics.store(state, 0, what);
    Atomics.notify(state, 0);
  };
  return {
    async slowly(work) {
      tell(TAKEN);
      try {
        return await work();
      } finally {
        tell(STILL);
      }
    },
    end: () => Promise.all(threads.map((t) => t.terminate())),
  };
}
