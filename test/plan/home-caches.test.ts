import { expect } from 'chai';
import { finalLines, rewriteNode } from '../support/apps.js';

function lines(...more: readonly string[]): readonly string[] {
  return finalLines(
    rewriteNode(
      `FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n${more.join('\n')}\nCMD ["node", "server.js"]\n`,
    ),
  );
}

describe('caches in the home directory', () => {
  it('keep what the author put there by name', () => {
    expect(lines('COPY conf /root/.cache/models')).to.include('COPY conf /root/.cache/models');
    expect(
      lines('RUN mkdir -p /root/.cache/m && curl -fsSLo /root/.cache/m/x https://example.com/x').join('\n'),
    ).to.include('COPY --from=build /root/.cache/m/x /root/.cache/m/x');
  });

  it('are left behind where a tool of the build fills them', () => {
    const found = lines('COPY conf /root/.cache/pip', 'RUN cp -r conf /root/.cache/yarn').join('\n');
    expect(found).to.include('COPY --from=build /app /app').and.to.not.include('/root/.cache');
  });
});
