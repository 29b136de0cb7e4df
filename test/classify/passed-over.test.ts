import { expect } from 'chai';
import { finalLines, rewriteNode } from '../support/apps.js';

function withRun(run: string): readonly string[] {
  return finalLines(
    rewriteNode(`FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN ${run}\nCMD ["node", "server.js"]\n`),
  );
}

describe('a copy whose failure is passed over', () => {
  it('leaves nothing in a directory that nothing makes', () => {
    expect(withRun('cp conf/* /var/docs/ 2>/dev/null || true').join('\n')).to.not.include('/var/docs');
    expect(withRun('cp a b /data || echo no').join('\n')).to.not.include('/data');
  });

  it('is copied where a command before it makes the directory', () => {
    expect(withRun('mkdir -p /var/docs && cp conf/* /var/docs/ || true')).to.include(
      'COPY --from=build /var/docs /var/docs',
    );
    expect(withRun('mkdir /data && cp a b /data || true').join('\n')).to.match(/COPY --from=build \/data/);
  });

  it('is refused where a package may have made the directory, with what to do', () => {
    const lines = withRun('apt-get update && apt-get install -y nginx; cp a b /var/docs || true');
    expect(lines.join('\n')).to.match(/\/var\/docs is there is not known.*mkdir -p/);
  });

  it('is copied as ever when a failure ends the build, or when the directory is in every image', () => {
    expect(withRun('cp conf/* /var/docs/').join('\n')).to.include('/var/docs');
    expect(withRun('cp conf/app.conf /opt/ || true').join('\n')).to.include('/opt/app.conf');
  });

  it('makes /var/www where no web server did', () => {
    expect(withRun('cp -r build /var/www')).to.include('COPY --from=build /var/www /var/www');
  });
});
