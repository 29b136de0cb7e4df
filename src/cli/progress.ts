import { shortened } from '../report/layout.js';
import { visibleLine } from '../report/visible.js';
import type { Progress } from '../node/verify/types.js';
import { buildStep } from './build-step.js';

/** `auto`: one line that is rewritten on a terminal, a line for each step elsewhere. `plain`: also every line of the build's log. */
export type ProgressMode = 'auto' | 'plain' | 'quiet';

export interface ProgressLine {
  readonly report: (progress: Progress) => void;
  /** Takes the line away; nothing is shown any more. */
  readonly end: () => void;
}

/** What progress needs of a stream: standard error, or a test's. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const CLEAR = '\r\u001b[2K';
const EVERY_MS = 250;
/** For a terminal that does not say how wide it is: none says 0. */
const USUAL_WIDTH = 80;

/** Control characters of a build's log would move the cursor; its colours are left out. */
function printable(text: string): string {
  return visibleLine(text.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/g, ''));
}

function rewritten(stream: ProgressStream): ProgressLine {
  let step = '';
  let detail = '';
  let started = Date.now();
  const draw = (): void => {
    if (step === '') return;
    const elapsed = `${Math.floor((Date.now() - started) / 1000)} s`;
    const line = detail === '' ? `${step} (${elapsed})` : `${step} (${elapsed})  ${detail}`;
    stream.write(CLEAR + shortened(line, (stream.columns || USUAL_WIDTH) - 1));
  };
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  return {
    report: ({ kind, text }) => {
      if (kind === 'step') {
        [step, detail, started] = [text, '', Date.now()];
        draw();
      } else if (kind === 'remark') {
        stream.write(`${CLEAR}dockopt: ${text}\n`);
        draw();
      } else {
        const found = buildStep(text);
        if (found !== null) detail = found;
      }
    },
    end: () => {
      clearInterval(timer);
      if (step !== '') stream.write(CLEAR);
      step = '';
    },
  };
}

function lineByLine(stream: ProgressStream, logs: boolean): ProgressLine {
  let over = false;
  return {
    report: ({ kind, text }) => {
      if (over || (kind === 'log' && !logs)) return;
      stream.write(kind === 'log' ? `${text}\n` : `dockopt: ${text}\n`);
    },
    end: () => {
      over = true;
    },
  };
}

/** Shows what goes on; `dumb` terminals cannot rewrite a line. */
export function showProgress(mode: ProgressMode, stream: ProgressStream, terminal: string): ProgressLine {
  if (mode === 'quiet') return { report: () => {}, end: () => {} };
  const single = mode === 'auto' && stream.isTTY && terminal !== 'dumb';
  const { report, end } = single ? rewritten(stream) : lineByLine(stream, mode === 'plain');
  return { report: ({ kind, text }) => report({ kind, text: printable(text) }), end };
}
