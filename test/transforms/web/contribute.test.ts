import { expect } from 'chai';
import {
  aptNginx,
  built,
  contributed,
  factsOf,
  images,
  narrow,
  nginxStart,
  site,
  type Files,
} from './facts.js';
import { web } from '../../../transforms/index.js';

const rooted: Files = site({ 'nginx.conf': 'server { listen 80; root /app/dist; }' });
const copied = 'COPY nginx.conf /etc/nginx/conf.d/site.conf';

const on = (base: string, more = ''): string => built(`${aptNginx}\n${copied}\n${more}\n${nginxStart}`, base);

const scripted = (script: string): readonly string[] | null =>
  narrow(built(`${aptNginx}\n${copied}\nENTRYPOINT ["/app/start.sh"]\n${nginxStart}`), {
    ...rooted,
    'start.sh': { text: `#!/bin/sh\n${script}\nexec "$@"\n`, mode: 0o755 },
    'env.tpl': 'x',
  });

describe("web: scripts that nginx's own image runs before the server", () => {
  const hook = { 'env.sh': { text: '#!/bin/sh\njq -n . > /usr/share/nginx/html/env.json\n', mode: 0o755 } };
  const copy = 'COPY env.sh /docker-entrypoint.d/40-env.sh';
  const called = (lines: string): readonly string[] =>
    contributed(built(lines, 'nginx:1.25'), site(hook)).programs.map((each) => each.name);

  it('call programs as well', () => {
    expect(called(copy)).to.include('jq');
    expect(called(`${copy}\n${nginxStart}`)).to.include('jq');
  });

  it('do not run behind another entry point or command', () => {
    expect(called(`${copy}\nENTRYPOINT ["nginx", "-g", "daemon off;"]`)).to.not.include('jq');
    expect(called('COPY env.sh /opt/env.sh')).to.not.include('jq');
  });
});

describe('web: who owns the start', () => {
  it('owns a web server however it is started', () => {
    for (const start of [
      nginxStart,
      "CMD nginx -g 'daemon off;'",
      'ENTRYPOINT ["/usr/sbin/nginx"]\nCMD ["-g", "daemon off;"]',
      'CMD service nginx start && tail -f /var/log/nginx/access.log',
      'CMD ["sh", "-c", "exec nginx -g \'daemon off;\'"]',
      'RUN apt-get install -y apache2\nCMD ["apache2ctl", "-D", "FOREGROUND"]',
      'RUN curl -o /usr/bin/caddy https://example.com/caddy\nCMD ["caddy", "run"]',
      'COPY caddy /usr/local/bin/\nCMD ["caddy", "run"]',
    ])
      expect(contributed(built(`${aptNginx}\n${start}`)).owns, start).to.equal(true);
  });

  it('leaves alone a server that no line of the file brings', () => {
    for (const start of ['CMD ["apache2ctl", "-D", "FOREGROUND"]', 'CMD ["httpd-foreground"]'])
      expect(contributed(built(`${aptNginx}\n${start}`)).owns, start).to.equal(false);
    expect(contributed(built(nginxStart)).owns).to.equal(false);
  });

  it("owns it in nginx's own image, and with programs of dependencies on PATH", () => {
    const own = contributed(built('RUN cp -r dist/. /usr/share/nginx/html/', 'nginx:1.27-alpine'));
    expect([own.owns, own.entry?.confidence]).to.deep.equal([true, 'proven']);
    const path = 'ENV PATH=/app/node_modules/.bin:$PATH';
    expect(contributed(built(`${path}\n${aptNginx}\n${nginxStart}`)).owns).to.equal(true);
    expect(contributed(built(`${path}\n${aptNginx}\nCMD vite & nginx -g "daemon off;"`)).owns).to.equal(
      false,
    );
  });

  it('leaves the start alone when anything of the app runs beside the server or inside it', () => {
    for (const [lines, start] of [
      ['', 'CMD php-fpm -D && nginx -g "daemon off;"'],
      ['', 'CMD ./server & nginx -g "daemon off;"'],
      ['', 'CMD node server.js & nginx -g "daemon off;"'],
      ['', 'CMD myapp & nginx -g "daemon off;"'],
      ['', 'CMD nginx -g "daemon off;" & apache2ctl -D FOREGROUND'],
      ['RUN apt-get install -y apache2 libapache2-mod-php', 'CMD ["apache2ctl", "-D", "FOREGROUND"]'],
      ['', 'CMD ["node", "server.js"]'],
    ] as const) {
      const text = built(`${aptNginx}\n${lines}\n${start}`);
      expect(contributed(text).owns, start).to.equal(false);
      expect(web.detect(factsOf(text, site())), start).to.equal(false);
    }
  });
});

describe('web: what the server needs', () => {
  it('is the directory that the configuration names', () => {
    expect(narrow(built(`${aptNginx}\n${copied}\n${nginxStart}`), rooted)).to.deep.equal(['/app/dist']);
  });

  it('is found through includes, options of the command line and configuration inside the project', () => {
    const files = site({
      'docker/main.conf': 'http { include /app/docker/sites/*.conf; }',
      'docker/sites/a.conf': 'server { root /app/dist; location /m/ { alias /app/public/; } }',
      'public/robots.txt': '',
    });
    const text = built(`${aptNginx}\nCMD ["nginx", "-c", "/app/docker/main.conf", "-g", "daemon off;"]`);
    expect(narrow(text, files)).to.deep.equal([
      '/app/dist',
      '/app/docker/main.conf',
      '/app/docker/sites/a.conf',
      '/app/public',
    ]);
  });

  it('is found in what echo writes, and not known when another command writes it', () => {
    const echo = `RUN echo 'server { root /app/dist; }' > /etc/nginx/conf.d/site.conf`;
    expect(narrow(built(`${aptNginx}\n${echo}\n${nginxStart}`))).to.deep.equal(['/app/dist']);
    const port = "RUN sed -i 's/listen 80/listen 8080/' /etc/nginx/sites-available/default";
    expect(narrow(built(`${aptNginx}\n${copied}\n${port}\n${nginxStart}`), rooted)).to.deep.equal([
      '/app/dist',
    ]);
    const edit = 'RUN sed -i s,/var/www/html,/app/dist, /etc/nginx/sites-available/default';
    expect(narrow(built(`${aptNginx}\n${edit}\n${nginxStart}`))).to.equal(null);
    expect(
      narrow(
        built(`${aptNginx}\n${copied}\nRUN sed -i s,dist,public, /etc/nginx/conf.d/site.conf\n${nginxStart}`),
        rooted,
      ),
    ).to.equal(null);
  });

  it('is what a link in the document root points to', () => {
    const link = 'RUN rm -rf /var/www/html && ln -s /app/dist /var/www/html';
    expect(narrow(built(`${aptNginx}\n${link}\n${nginxStart}`))).to.deep.equal(['/app/dist']);
  });

  it('is also the directory that a log goes to', () => {
    const files = site({ 'nginx.conf': 'server { root /app/dist; access_log /app/logs/access.log; }' });
    const log = (line: string): readonly string[] | null =>
      narrow(built(`${line}\n${aptNginx}\n${copied}\n${nginxStart}`), files);
    expect(log('RUN mkdir -p /app/logs')).to.deep.equal(['/app/dist', '/app/logs']);
    expect(log('RUN mkdir -p /srv/logs')).to.deep.equal(['/app/dist']);
  });

  it('is not known when the Caddyfile cannot be read', () => {
    const caddy = built('RUN apt-get install -y caddy\nCMD ["caddy", "run"]');
    const files = site({ Caddyfile: ':80\nroot * /app/dist\nfile_server\n' });
    expect(narrow(caddy, files)).to.deep.equal(['/app/Caddyfile', '/app/dist']);
    expect(narrow(caddy)).to.equal(null);
  });

  it('leaves out what a second root names and nothing makes', () => {
    const files = site({ 'nginx.conf': 'server { root /app/dist; location /u/ { alias /app/uploads/; } }' });
    expect(narrow(built(`${aptNginx}\n${copied}\n${nginxStart}`), files)).to.deep.equal(['/app/dist']);
  });

  it('is the whole project when the root is, or is computed', () => {
    for (const root of ['/app', '/app/$host', '/', '$root']) {
      const files = site({ 'nginx.conf': `server { root ${root}; }` });
      const found = contributed(built(`${aptNginx}\n${copied}\n${nginxStart}`), files);
      expect(found.artefact?.gaps, root).to.not.deep.equal([]);
      expect(found.removable, root).to.deep.equal([]);
    }
  });

  it('does not hold node_modules unless something names it', () => {
    const text = built(`${aptNginx}\n${copied}\n${nginxStart}`);
    const trees = (files: Files): readonly string[] =>
      contributed(text, files).removable.map((each) => each.path);
    expect(trees(rooted)).to.deep.equal(['/app/node_modules']);
    expect(
      trees(
        site({ 'nginx.conf': 'server { root /app/dist; location /v/ { alias /app/node_modules/v/; } }' }),
      ),
    ).to.deep.equal([]);
  });

  it('holds what an entry script reads, and is not known when the script computes a path', () => {
    expect(scripted('envsubst < /app/env.tpl > /app/dist/env.js')).to.deep.equal([
      '/app/dist',
      '/app/env.tpl',
      '/app/start.sh',
    ]);
    expect(scripted('envsubst < env.tpl > dist/env.js')).to.include('/app/env.tpl');
    expect(scripted('envsubst < $DIR/env.tpl > /app/dist/env.js')).to.equal(null);
  });

  it('asks for the programs that the entry script calls', () => {
    const found = contributed(
      built(`${aptNginx}\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n${nginxStart}`),
      {
        ...site(),
        'start.sh': { text: '#!/bin/bash\nenvsubst < /t > /var/www/html/env.js\nexec "$@"\n', mode: 0o755 },
      },
    );
    expect(found.programs.map((each) => each.name)).to.include.members(['envsubst', 'nginx', 'bash']);
  });
});

describe('web: final bases', () => {
  it('are the distribution of the same release, then the same image', () => {
    expect(images(on('node:20-bookworm'), rooted)).to.deep.equal([
      'debian:bookworm-slim',
      'node:20-bookworm',
    ]);
    expect(images(on('node:20-bookworm-slim'), rooted)[0]).to.equal('debian:bookworm-slim');
    expect(images(on('node:22'), rooted)[0]).to.equal('debian:bookworm-slim');
    expect(images(on('node:20-alpine3.19'), rooted)[0]).to.equal('alpine:3.19');
    expect(images(on('debian:bookworm'), rooted)[0]).to.equal('debian:bookworm-slim');
  });

  it('are the same image alone when the release is not sure or the name may not exist elsewhere', () => {
    for (const base of [
      'node:latest',
      'node:lts',
      'node:14',
      'node:20-bookworm@sha256:0000000000000000000000000000000000000000000000000000000000000000',
      'registry.example.org/node:20-bookworm',
      'example/node:20-bookworm',
      'ubuntu:22.04',
    ])
      expect(images(on(base), rooted), base).to.deep.equal([base]);
    expect(images(`ARG TAG=20-bookworm\n${on('node:${TAG}')}`, rooted)).to.deep.equal(['node:${TAG}']);
  });

  it('are the same image alone when a user of it is named that the distribution lacks', () => {
    for (const line of ['USER node', 'RUN chown -R node:node /var/lib/nginx', 'COPY --chown=node . /srv/x'])
      expect(images(on('node:20-bookworm', line), rooted), line).to.deep.equal(['node:20-bookworm']);
    expect(images(on('node:20-bookworm', 'RUN chown -R www-data /var/lib/nginx'), rooted)[0]).to.equal(
      'debian:bookworm-slim',
    );
  });
});
