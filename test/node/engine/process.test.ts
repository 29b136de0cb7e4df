import { expect } from 'chai';
import { followProgram, runProgram, streamProgram } from '../../../src/node/engine/process.js';

const never = (): AbortSignal => new AbortController().signal;
const node = (script: string): readonly string[] => [process.execPath, '-e', script];

/** True while a process runs: one that ended and that nobody asked for yet is still listed. */
async function runs(pid: number): Promise<boolean> {
  const { stdout } = await runProgram(['ps', '-o', 'stat=', '-p', String(pid)], {
    seconds: 5,
    signal: never(),
  });
  return /^[^Z]/.test(stdout.trim());
}

describe('programs of an engine', function () {
  this.timeout(20_000);

  it('are run to their end with input, both outputs and the exit code', async () => {
    const script =
      'process.stdin.on("data", (d) => process.stdout.write(d)); process.stdin.on("end", () => { console.error("e"); process.exitCode = 3; });';
    const ended = await runProgram(node(script), { seconds: 20, signal: never(), input: 'given' });
    expect(ended).to.deep.equal({ code: 3, stdout: 'given', stderr: 'e\n' });
  });

  it('have the code 127 when they cannot be started', async () => {
    const missing = await runProgram(['/no/such/program'], { seconds: 5, signal: never() });
    expect(missing.code).to.equal(127);
    expect(missing.stderr).to.include('ENOENT');
    expect((await runProgram(['a\0b'], { seconds: 5, signal: never() })).code).to.equal(127);
    expect(await streamProgram(['/no/such/program'], { signal: never() }).ended).to.include('ENOENT');
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    expect((await followProgram(['/no/such/program'], { signal: never(), onLine })).code).to.equal(127);
  });

  it('are ended with 124 when their time is over', async () => {
    const ended = await runProgram(node('console.log("x"); setInterval(() => {}, 1000)'), {
      seconds: 1,
      signal: never(),
    });
    expect(ended).to.include({ code: 124, stdout: 'x\n' });
  });

  it('are ended with their children by the signal', async () => {
    const controller = new AbortController();
    const script =
      'const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]); console.log(c.pid); setInterval(() => {}, 1000)';
    let child = 0;
    const onLine = (line: string): void => {
      child ||= Number(line);
      controller.abort();
    };
    const { code } = await followProgram(node(script), { signal: controller.signal, onLine });
    expect(code).to.equal(130);
    expect(child).to.be.greaterThan(0);
    expect(await runs(child)).to.equal(false);
    const late = await runProgram(node(''), { seconds: 5, signal: controller.signal });
    expect(late.code).to.equal(130);
  });

  it('are killed when they do not heed SIGTERM', async () => {
    const controller = new AbortController();
    const script = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
    const onLine = (): void => controller.abort();
    expect((await followProgram(node(script), { signal: controller.signal, onLine })).code).to.equal(130);
  });

  it('keep the end of a long output', async () => {
    const script = 'process.stdout.write("a".repeat(3e6) + "z")';
    const { stdout } = await runProgram(node(script), { seconds: 20, signal: never() });
    expect(stdout.length).to.be.within(900_000, 1_000_000);
    expect(stdout.endsWith('az')).to.equal(true);
  });

  it('are followed line by line', async () => {
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    const { code } = await followProgram(node('process.stdout.write("one\\r\\ntwo\\rthree\\n\\nfour")'), {
      signal: never(),
      onLine,
    });
    expect(code).to.equal(0);
    expect(lines).to.deep.equal(['one', 'two', 'three', '', 'four']);
  });

  it('tell how a stream ended', async () => {
    const failing = streamProgram(
      node('process.stdout.write("part"); console.error("broken"); process.exitCode = 1'),
      {
        signal: never(),
      },
    );
    let text = '';
    for await (const chunk of failing.readable) text += String(chunk);
    expect(text).to.equal('part');
    expect(await failing.ended).to.equal('broken');
    const cut = streamProgram(node('setInterval(() => process.stdout.write("x".repeat(1e5)), 1)'), {
      signal: never(),
    });
    cut.readable.once('data', () => cut.readable.destroy());
    expect(await cut.ended).to.be.a('string');
  });

  it('are told to a watch', async () => {
    const seen: string[] = [];
    const watch = { born: () => void seen.push('born'), gone: () => void seen.push('gone') };
    await runProgram(node(''), { seconds: 10, signal: never(), watch });
    expect(seen).to.deep.equal(['born', 'gone']);
  });
});
