import { expect } from 'chai';
import { aptNginx, built, finalStage, nginxStart, rewritten, site } from './facts.js';

const cp = 'cp -r dist/. /var/www/html/';

describe('web: rewriting', () => {
  it("leaves node's entry script behind with node", () => {
    const final = finalStage(built(`${aptNginx}\nRUN ${cp}\n${nginxStart}`));
    expect(final).to.match(/^FROM debian:bookworm-slim/);
    expect(final).to.not.include('ENTRYPOINT');
    expect(final).to.include('COPY --from=build /var/www/html /var/www/html');
  });

  it("keeps node's entry script where it makes a node command out of CMD", () => {
    const text = built(`${aptNginx}\nRUN ${cp}\nCMD ["server.js"]`);
    const { report } = rewritten(text, site({ 'server.js': 'require("http").createServer().listen(80)' }));
    expect(report.text ?? text).to.not.match(/FROM debian/);
  });

  it('removes in the final stage too what a package brings and the original removed', () => {
    const final = finalStage(built(`${aptNginx}\nRUN rm -rf /var/www/html/* && ${cp}\n${nginxStart}`));
    expect(final).to.include('RUN rm -rf /var/www/html/*\nCOPY --from=build /var/www/html');
  });

  it('does not repeat the removal of what the build itself put there', () => {
    const final = finalStage(built(`${aptNginx}\nRUN ${cp} && rm /var/www/html/index.js.map\n${nginxStart}`));
    expect(final).to.match(/^FROM debian/);
    expect(final).to.not.include('index.js.map');
  });

  it('installs a program of the health check that the old base had', () => {
    const final = finalStage(
      built(`${aptNginx}\nRUN ${cp}\nHEALTHCHECK CMD curl -f http://localhost/\n${nginxStart}`),
    );
    expect(final).to.match(/apt-get install[^&]*curl/);
  });

  it('keeps node where the health check runs it', () => {
    const files = site({ 'check.js': 'fetch("http://localhost/")' });
    const final = finalStage(
      built(`${aptNginx}\nRUN ${cp}\nHEALTHCHECK CMD node /app/check.js\n${nginxStart}`),
      files,
    );
    expect(final).to.not.match(/^FROM debian/);
  });

  it('keeps the image whose users it names, and only what is served of the project', () => {
    const final = finalStage(built(`${aptNginx}\nRUN chown -R node:node /app && ${cp}\n${nginxStart}`));
    expect(final).to.match(/^FROM node:20-bookworm/);
    expect(final).to.not.include('COPY --from=build /app');
  });

  it('changes nothing on its own output', () => {
    const { report } = rewritten(built(`${aptNginx}\nRUN ${cp}\n${nginxStart}`));
    expect(rewritten(report.text ?? '').report.outcome).to.equal('unchanged');
  });
});
