import type { Twin } from './types.js';

const DESK = 'own/front-desk';
const DESK_COPY = 'COPY --from=build /app /app\n';
const verdict = 'equal';

/** Changes that no container notices. */
export const twins: readonly Twin[] = [
  { name: 'a comment', of: 'go/cli-entrypoint', edit: (text) => `# built twice\n${text}`, verdict },
  {
    name: 'another name of a stage',
    of: 'go/templates-relative',
    edit: (text) => text.replaceAll('AS build', 'AS maker').replaceAll('--from=build', '--from=maker'),
    verdict,
  },
  {
    name: 'one copy divided into two',
    of: 'go/templates-relative',
    edit: [
      [
        'COPY --from=build /go/src/almanac/static /go/src/almanac/static\n',
        'COPY --from=build /go/src/almanac/static/data /go/src/almanac/static/data\nCOPY --from=build /go/src/almanac/static /go/src/almanac/static\n',
      ],
    ],
    verdict,
  },
  {
    name: 'instructions in another order',
    of: DESK,
    edit: [
      ['LABEL org.opencontainers.image.title="desk"\n', ''],
      ['AS runtime\n', 'AS runtime\nEXPOSE 3000\n'],
      ['USER node\nEXPOSE 3000\n', 'USER node\nLABEL org.opencontainers.image.title="desk"\n'],
    ],
    verdict,
  },
  {
    name: 'variables in one line',
    of: DESK,
    edit: [['ENV GREETING=Moin\nENV DESK=front\n', 'ENV GREETING=Moin DESK=front\n']],
    verdict,
  },
  {
    name: 'files that nobody asked for in /tmp and /var/cache',
    of: DESK,
    edit: [
      [
        'USER node\n',
        'RUN echo x > /tmp/left && mkdir -p /var/cache/own && echo x > /var/cache/own/left\nUSER node\n',
      ],
    ],
    verdict,
  },
  {
    name: 'the lists of packages stay',
    of: DESK,
    edit: [[' && rm -rf /var/lib/apt/lists/*', '']],
    verdict,
  },
  {
    name: 'an owner by number',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}COPY --from=build --chown=1000:1000 /app/notes /app/notes\n`]],
    verdict,
  },
  {
    name: 'the user by number in the last stage of a file with numbers',
    of: 'go/user-data-directory',
    edit: [
      [
        'chown notes:notes /var/lib/notes && chmod 750 /var/lib/notes\nVOLUME',
        'chown 1500:1500 /var/lib/notes && chmod 750 /var/lib/notes\nVOLUME',
      ],
    ],
    verdict,
  },
  {
    name: 'another order of settings in PHP',
    of: 'composer/apache-gd-path-repository',
    edit: [
      ['EXPOSE 80\n', ''],
      ['AS runtime\n', 'AS runtime\nEXPOSE 80\n'],
    ],
    verdict,
  },
  {
    name: 'what only tests need is removed',
    of: 'npm/express-typescript',
    edit: [
      ['COPY --from=build /app /app\n', 'COPY --from=build /app /app\nRUN rm -r src dist/price.test.js\n'],
    ],
    verdict,
  },
  {
    name: 'a comment in front of nginx',
    of: 'web/nginx-alpine-html',
    edit: (text) => `# pages\n${text}`,
    without: ['/usr/src/site'],
    verdict,
  },
];
