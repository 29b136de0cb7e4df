import { expect } from 'chai';
import { apachePaths } from '../../../transforms/web/config/apache.js';
import { caddyPaths } from '../../../transforms/web/config/caddy.js';
import { lighttpdPaths } from '../../../transforms/web/config/lighttpd.js';
import { nginxDirectives, nginxPaths } from '../../../transforms/web/config/nginx.js';
import type { ConfigPaths } from '../../../transforms/web/config/types.js';

function show({ paths }: ConfigPaths): readonly string[] {
  return paths.map((each) => `${each.use} ${each.path}`);
}

const none = (): undefined => undefined;

describe('web: nginx configuration', () => {
  it('splits directives as nginx does', () => {
    expect(nginxDirectives('root "/a b";# c\nlocation ~ \\.js$ { expires 1y; } set $x ${y}z;')).to.deep.equal(
      [
        { name: 'root', args: ['/a b'] },
        { name: 'location', args: ['~', '\\.js$'] },
        { name: 'expires', args: ['1y'] },
        { name: 'set', args: ['$x', '${y}z'] },
      ],
    );
  });

  it('takes roots, aliases and files, and no addresses', () => {
    const found = nginxPaths(`
      server {
        listen 80; # root /commented;
        root /app/dist;
        include /app/conf/*.conf;
        ssl_certificate /app/certs/a.pem;
        location /app/api/ { proxy_pass http://api:3000/app/x; }
        location /media/ { alias '/app/media/'; try_files $uri /app/index.html; }
        error_page 500 /50x.html;
        return 301 /app/elsewhere;
      }`);
    expect(show(found)).to.deep.equal(['root /app/dist', 'file /app/certs/a.pem', 'root /app/media/']);
    expect(found.includes).to.deep.equal(['/app/conf/*.conf']);
    expect(found.gaps).to.deep.equal([]);
  });

  it('widens a computed root to the directory before the variable, and gives up on one that is all variable', () => {
    expect(show(nginxPaths('root /app/sites/$host/www;'))).to.deep.equal(['root /app/sites']);
    expect(nginxPaths('root $site;').gaps).to.have.length(1);
    expect(nginxPaths('include $mine;').gaps).to.have.length(1);
  });

  it('says so when nginx runs code', () => {
    for (const text of [
      'content_by_lua_file /app/x.lua;',
      'location / { content_by_lua_block { local f = io.open("/app/y") } }',
      'js_import main from app.js;',
      'fastcgi_pass unix:/run/php.sock;',
      'passenger_enabled on;',
    ])
      expect(nginxPaths(text).gaps, text).to.not.deep.equal([]);
  });
});

describe('web: Apache configuration', () => {
  it('takes document roots and aliases; a <Directory> only gives permission', () => {
    const found = apachePaths(`
Define base /srv/site
<VirtualHost *:80>
  DocumentRoot "\${base}/build"
  # DocumentRoot /old
  alias /media \\
    /srv/media
  <Directory /srv>
    Require all granted
  </Directory>
  RewriteRule ^/x$ /srv/y [L]
  ErrorLog \${APACHE_LOG_DIR}/error.log
  AuthUserFile /srv/secret/users
  IncludeOptional conf-enabled/*.conf
</VirtualHost>`);
    expect(show(found)).to.deep.equal(['root /srv/site/build', 'root /srv/media', 'file /srv/secret/users']);
    expect(found.includes).to.deep.equal(['conf-enabled/*.conf']);
    expect(found.gaps).to.deep.equal([]);
  });

  it('says so when httpd runs code or computes its root', () => {
    for (const text of [
      'WSGIScriptAlias / /app/wsgi.py',
      'AddHandler cgi-script .cgi',
      'SetHandler "proxy:unix:/run/php.sock|fcgi://localhost"',
      'LoadModule php_module modules/libphp.so',
      'DocumentRoot ${SITE_ROOT}',
    ])
      expect(apachePaths(text).gaps, text).to.not.deep.equal([]);
  });
});

describe('web: Caddyfile', () => {
  it('takes roots and imports, and no matchers', () => {
    const found = caddyPaths(
      ':8080 {\n\troot * /app/build # here\n\thandle /app/api/* {\n\t\treverse_proxy api:80\n\t}\n\timport sites/*\n\timport snippet\n\ttls /app/c.pem /app/k.pem\n\tfile_server\n}\n',
      none,
    );
    expect(show(found)).to.deep.equal(['root /app/build', 'file /app/c.pem', 'file /app/k.pem']);
    expect(found.includes).to.deep.equal(['sites/*']);
  });

  it('fills variables in that have a value, and gives up on others', () => {
    expect(
      show(caddyPaths('root * {$ROOT}/x', (name) => (name === 'ROOT' ? '/app' : undefined))),
    ).to.deep.equal(['root /app/x']);
    expect(show(caddyPaths('root * {$ROOT:/srv}', none))).to.deep.equal(['root /srv']);
    expect(caddyPaths('root * {$ROOT}', none).gaps).to.have.length(1);
    expect(caddyPaths('php_fastcgi unix//run/php.sock', none).gaps).to.have.length(1);
  });
});

describe('web: lighttpd configuration', () => {
  it('takes document roots, targets of aliases and includes', () => {
    const found = lighttpdPaths(
      'server.document-root = "/app/build" # "x"\nalias.url += ( "/m/" => "/app/media/", "/n/" => "/app/n/" )\nurl.redirect = ( "^/a" => "/app/b" )\ninclude "site.conf"\ninclude_shell "/usr/share/lighttpd/create-mime.conf.pl"\n',
    );
    expect(show(found)).to.deep.equal(['root /app/build', 'root /app/media/', 'root /app/n/']);
    expect(found.includes).to.deep.equal(['site.conf']);
    expect(found.gaps).to.deep.equal([]);
  });

  it('says so when it runs code or puts its root together', () => {
    for (const text of [
      'cgi.assign = ( ".py" => "/usr/bin/python3" )',
      'server.document-root = var.base + "/build"',
      'include_shell "/app/gen.sh"',
    ])
      expect(lighttpdPaths(text).gaps, text).to.have.length(1);
  });
});
