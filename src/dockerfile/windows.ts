import type { DockerfileDoc, Problem } from './types.js';

const windowsImage =
  /windowsservercore|nanoserver|servercore|(?:^|\/)windows(?:\/|:|$)|dotnet\/framework\/|^microsoft\/(?:iis|aspnet)(?::|$)/i;
const windowsShell = /^(?:powershell|cmd)(?:\.exe)?$/i;

/** dockopt writes Linux images only: Windows bases, platforms and shells are refused. */
export function windowsProblems(doc: DockerfileDoc): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (line: number, message: string): void => {
    problems.push({
      code: 'E-WINDOWS',
      message,
      line,
      unlock: 'give dockopt a Dockerfile for Linux images: it rewrites no others',
    });
  };
  for (const stage of doc.stages) {
    const { from } = stage;
    const image = stage.image ?? from.image;
    if (windowsImage.test(image)) refuse(from.line.startLine, `${image} is a Windows image`);
    else if (/^windows(?:\/|$)/i.test(from.platform ?? '')) {
      refuse(from.line.startLine, `${from.platform} is a Windows platform`);
    }
  }
  for (const instruction of doc.instructions) {
    if (instruction.type !== 'shell') continue;
    const program = instruction.words[0]?.split(/[\\/]/).at(-1) ?? '';
    if (windowsShell.test(program)) {
      refuse(instruction.line.startLine, `the shell ${program} runs on Windows only`);
    }
  }
  return problems;
}
