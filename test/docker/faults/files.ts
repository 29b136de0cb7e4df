import type { Fault } from './types.js';

const DESK = 'own/front-desk';
const DESK_COPY = 'COPY --from=build /app /app\n';
const ALMANAC = 'go/templates-relative';
const STATIC = 'COPY --from=build /go/src/almanac/static /go/src/almanac/static\n';

/** Faults in the app's files: content, owner, permissions, links, directories. */
export const fileFaults: readonly Fault[] = [
  {
    name: 'an entry script is not executable',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN chmod 644 start.sh\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-MODE'],
      ['closure', 'V-COMMAND'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'a data file is readable for root alone',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN chmod 600 prices.csv\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-MODE'],
      ['behaviour', 'V-STATUS'],
    ],
  },
  {
    name: 'a file has permissions that nobody notices at once',
    of: ALMANAC,
    edit: [[STATIC, STATIC.replace('COPY', 'COPY --chmod=700')]],
    verdict: 'different',
    found: [['files', 'V-MODE']],
  },
  {
    name: 'a file has another owner',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN chown daemon prices.csv\n`]],
    verdict: 'different',
    found: [['files', 'V-OWNER']],
  },
  {
    name: 'the directory that the app writes to belongs to root',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN chown root:root notes data\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-OWNER'],
      ['behaviour', 'V-STATUS'],
    ],
  },
  {
    name: 'everything belongs to the user',
    of: DESK,
    edit: [[DESK_COPY, DESK_COPY.replace('COPY', 'COPY --chown=node:node')]],
    verdict: 'different',
    found: [['files', 'V-OWNER']],
  },
  {
    name: 'a data file has another content',
    of: ALMANAC,
    edit: [['COPY . .\n', 'COPY . .\nRUN echo ".more { color: red }" >> static/site.css\n']],
    verdict: 'different',
    found: [
      ['files', 'V-CONTENT'],
      ['behaviour', 'V-BODY'],
    ],
  },
  {
    name: 'a config file of the system has another content',
    of: 'web/nginx-alpine-html',
    edit: [
      [
        'COPY docker/nginx.conf /etc/nginx/nginx.conf\n',
        'COPY docker/nginx.conf /etc/nginx/nginx.conf\nRUN sed -i s/connections.256/connections\\ 128/ /etc/nginx/nginx.conf\n',
      ],
    ],
    verdict: 'different',
    found: [['files', 'V-CONTENT']],
  },
  {
    name: 'a config file of the system is lost',
    of: DESK,
    edit: [['COPY desk.ini /etc/desk.ini\n', '']],
    verdict: 'inconclusive',
    found: [['files', 'V-FILE-GONE']],
  },
  {
    name: 'a file of a package of the system has another content',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN echo 'precedence ::ffff:0:0/96 100' >> /etc/gai.conf\n`]],
    verdict: 'different',
    found: [['files', 'V-CONTENT']],
  },
  {
    name: 'a setting of the system is new',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN echo '10.0.0.1 desk' > /etc/hosts.equiv\n`]],
    verdict: 'inconclusive',
    found: [['files', 'V-FILE-NEW']],
  },
  {
    name: 'a link became a copy',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN rm node_modules/greet && cp -r packages/greet node_modules/greet\n`]],
    verdict: 'different',
    found: [['files', 'V-LINK']],
  },
  {
    name: 'an empty directory that the app writes to is lost',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN rmdir notes\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-DIRECTORY'],
      ['behaviour', 'V-STATUS'],
    ],
  },
  {
    name: 'a directory is forgotten that no request reads',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN rm -r letters\n`]],
    verdict: 'inconclusive',
    found: [['files', 'V-FILE-GONE']],
  },
  {
    name: 'there is no directory for temporary files',
    of: 'go/embedded-files',
    edit: [['FROM gcr.io/distroless/static-debian12 AS runtime', 'FROM scratch AS runtime']],
    verdict: 'different',
    found: [
      ['files', 'V-TMP'],
      ['closure', 'V-CERTIFICATES-GO'],
    ],
  },
];
