import { expect } from 'chai';
import { finalLines, rewriteGo } from '../support/apps.js';

const BUILD = 'FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o server .\n';

describe('start commands', () => {
  it('refuses an image that starts a shell to work in', () => {
    for (const command of ['CMD ["bash"]', 'CMD ["/bin/sh", "-l"]', 'ENTRYPOINT ["bash", "-i"]']) {
      const lines = finalLines(rewriteGo(`${BUILD}${command}\n`));
      expect(lines[0], command).to.equal('refused');
      expect(lines[1], command).to.include('the container starts a shell for somebody to work in');
    }
  });

  it('does not take a shell that runs an entry script for one to work in', () => {
    const [first] = finalLines(
      rewriteGo(
        `${BUILD}COPY entrypoint.sh docker-entrypoint.sh\nENTRYPOINT ["sh", "/app/docker-entrypoint.sh"]\nCMD ["./server"]\n`,
      ),
    );
    expect(first).to.match(/^FROM debian:bookworm-slim/);
  });

  it('repeats no command of the build, and asks for no program of one', () => {
    const text = BUILD.replace('RUN', 'RUN mkdir -p /opt/app/share && cp -r conf/. /opt/app/share/\nRUN');
    expect(finalLines(rewriteGo(`${text}CMD ["./server"]\n`)).join('\n')).to.not.include('apt-get');
  });

  it('rewrites one that starts the program through a shell', () => {
    expect(finalLines(rewriteGo(`${BUILD}CMD ["sh", "-c", "./server"]\n`))[0]).to.match(
      /^FROM debian:bookworm-slim/,
    );
  });

  it('has a shell for a start script, and every program of the old base for one that nobody could read', () => {
    const moved = `${BUILD}RUN mv entrypoint.sh /go.sh\nENTRYPOINT ["/go.sh"]\nCMD ["./server"]\n`;
    expect(finalLines(rewriteGo(moved))[0]).to.match(/^FROM buildpack-deps:bookworm-scm /);
    const read = `${BUILD}COPY entrypoint.sh /go.sh\nENTRYPOINT ["/go.sh"]\nCMD ["./server"]\n`;
    expect(finalLines(rewriteGo(read))[0]).to.match(/^FROM debian:bookworm-slim /);
  });
});
