import { expect } from 'chai';
import { array, assert, constantFrom, property } from 'fast-check';
import { apachePaths } from '../../../transforms/web/config/apache.js';
import { caddyPaths } from '../../../transforms/web/config/caddy.js';
import { lighttpdPaths } from '../../../transforms/web/config/lighttpd.js';
import { nginxPaths } from '../../../transforms/web/config/nginx.js';
import { aptNginx, built, contributed, nginxStart, site } from './facts.js';

const words =
  'root |/app/dist|;|{|}|"|\'|\\|$x|${|\n| |#|(|)|=|+|,|include |/app/*|*|alias |Define a |DocumentRoot |import |.|=>|<|>';
const pieces = constantFrom(...words.split('|'));
const texts = array(pieces, { maxLength: 40 }).map((all) => all.join(''));

describe('web: any configuration text', () => {
  it('is read without an error', () => {
    assert(
      property(texts, (text) => {
        for (const found of [
          nginxPaths(text),
          apachePaths(text),
          caddyPaths(text, () => text),
          lighttpdPaths(text),
        ])
          for (const { path } of found.paths) expect(path).to.be.a('string');
      }),
    );
  });

  it('gives absolute paths, and only of what is there', () => {
    assert(
      property(texts, (text) => {
        const found = contributed(
          built(`${aptNginx}\nCOPY nginx.conf /etc/nginx/nginx.conf\n${nginxStart}`),
          {
            ...site(),
            'nginx.conf': text,
          },
        );
        expect(found.owns).to.equal(true);
        for (const { path } of found.artefact?.paths ?? []) expect(path).to.match(/^\/app\/./);
      }),
      { numRuns: 40 },
    );
  });

  it('may include itself', () => {
    const found = contributed(built(`${aptNginx}\nCOPY nginx.conf /etc/nginx/nginx.conf\n${nginxStart}`), {
      ...site(),
      'nginx.conf': 'include nginx.conf; include /etc/nginx/*.conf; root /app/dist;',
    });
    expect(found.artefact?.paths.map((each) => each.path)).to.deep.equal(['/app/dist']);
  });
});
