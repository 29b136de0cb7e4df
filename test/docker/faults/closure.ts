import type { Fault } from './types.js';

const DESK = 'own/front-desk';
const DESK_COPY = 'COPY --from=build /app /app\n';
const EXPRESS = 'npm/express-typescript';
const EXPRESS_COPY = 'COPY --from=build /app /app\n';
const GALLERY = 'composer/apache-gd-path-repository';

/** Faults in what programs need: libraries, loaders, interpreters, modules, programs, data of the system. */
export const closureFaults: readonly Fault[] = [
  {
    name: 'a library is removed',
    of: DESK,
    edit: [['USER node\n', 'RUN rm /usr/lib/*-linux-gnu/libstdc++.so.6*\nUSER node\n']],
    verdict: 'different',
    found: [
      ['closure', 'V-LIBRARY'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'the loader of the program is missing',
    of: 'go/templates-relative',
    edit: [['FROM gcr.io/distroless/base-debian12 AS runtime', 'FROM scratch AS runtime']],
    verdict: 'different',
    found: [
      ['closure', 'V-LOADER'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'the interpreter of a script is missing',
    of: DESK,
    edit: [['USER node\n', 'RUN rm -f /bin/bash /usr/bin/bash\nUSER node\n']],
    verdict: 'different',
    found: [
      ['closure', 'V-SCRIPT'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'the program of the entry point is missing',
    of: 'go/cli-entrypoint',
    edit: [['COPY --from=build /usr/local/bin/tally /usr/local/bin/tally\n', '']],
    verdict: 'different',
    found: [
      ['closure', 'V-COMMAND'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'the roots of authorities are missing',
    of: 'go/embedded-files',
    edit: [['FROM gcr.io/distroless/static-debian12 AS runtime', 'FROM busybox AS runtime']],
    verdict: 'different',
    found: [['closure', 'V-CERTIFICATES-GO']],
  },
  {
    name: 'a dependency is pruned',
    of: EXPRESS,
    edit: [[EXPRESS_COPY, `${EXPRESS_COPY}RUN rm -r node_modules/express\n`]],
    verdict: 'different',
    found: [
      ['closure', 'V-REQUIRE'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'a dependency of a dependency is pruned',
    of: EXPRESS,
    edit: [[EXPRESS_COPY, `${EXPRESS_COPY}RUN rm -r node_modules/body-parser\n`]],
    verdict: 'different',
    found: [['behaviour', 'V-START']],
  },
  {
    name: 'a dev dependency that the app loads is pruned',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN npm prune --omit=dev\n`]],
    verdict: 'different',
    found: [
      ['closure', 'V-REQUIRE'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'a module that is loaded later is missing',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN rm node_modules/lazy\n`]],
    verdict: 'different',
    found: [['closure', 'V-REQUIRE']],
  },
  {
    name: 'an extension of PHP is not turned on',
    of: GALLERY,
    edit: [['RUN php -m', 'RUN rm /usr/local/etc/php/conf.d/*gd.ini\nRUN php -m']],
    verdict: 'different',
    found: [['closure', 'V-PHP-MODULE']],
  },
  {
    name: 'a library of an extension of PHP is not installed',
    of: GALLERY,
    edit: (text) =>
      text
        .replace('libfreetype6 libjpeg62-turbo libpng16-16t64', 'libjpeg62-turbo libpng16-16t64')
        .replace(/^RUN php -m.*\n/m, ''),
    verdict: 'different',
    found: [
      ['closure', 'V-LIBRARY'],
      ['closure', 'V-PHP-MODULE'],
    ],
  },
];
