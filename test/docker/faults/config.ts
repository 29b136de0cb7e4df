import type { Fault } from './types.js';

const DESK = 'own/front-desk';
const TOOL = 'go/cli-entrypoint';
const NGINX = 'web/nginx-alpine-html';

/** Faults in what the image says of its start. */
export const configFaults: readonly Fault[] = [
  {
    name: 'a label is lost',
    of: TOOL,
    edit: [
      [
        'LABEL org.opencontainers.image.title="tally"\nENV CGO_ENABLED=0\nWORKDIR /src',
        'ENV CGO_ENABLED=0\nWORKDIR /src',
      ],
    ],
    verdict: 'different',
    found: [['config', 'V-LABELS']],
  },
  {
    name: 'a variable is lost',
    of: TOOL,
    edit: [['title="tally"\nENV CGO_ENABLED=0\n', 'title="tally"\n']],
    verdict: 'different',
    found: [['config', 'V-ENV']],
  },
  {
    name: 'a variable is added',
    of: TOOL,
    edit: [['WORKDIR /data\n', 'WORKDIR /data\nENV GODEBUG=netdns=go\n']],
    verdict: 'different',
    found: [['config', 'V-ENV']],
  },
  {
    name: 'a variable has another value',
    of: DESK,
    edit: [['GREETING=Moin', 'GREETING=Hello']],
    verdict: 'different',
    found: [
      ['config', 'V-ENV'],
      ['behaviour', 'V-BODY'],
    ],
  },
  {
    name: 'PATH is another one',
    of: DESK,
    edit: [['ENV DESK=front\n', 'ENV DESK=front\nENV PATH=/app/bin:$PATH\n']],
    verdict: 'different',
    found: [['config', 'V-ENV']],
  },
  {
    name: 'the working directory is another one',
    of: TOOL,
    edit: [['WORKDIR /data\n', 'WORKDIR /srv\n']],
    verdict: 'different',
    found: [['config', 'V-WORKDIR']],
  },
  {
    name: 'the command is another one',
    of: TOOL,
    edit: [['CMD ["help"]', 'CMD ["count"]']],
    verdict: 'different',
    found: [
      ['config', 'V-CMD'],
      ['behaviour', 'V-OUTPUT'],
    ],
  },
  {
    name: 'the entry point is lost',
    of: DESK,
    edit: [['ENTRYPOINT ["/app/start.sh"]\n', '']],
    verdict: 'different',
    found: [['config', 'V-ENTRYPOINT']],
  },
  {
    name: 'the command went with its entry point',
    of: TOOL,
    edit: [['CMD ["help"]', '']],
    verdict: 'different',
    found: [['config', 'V-CMD']],
  },
  {
    name: 'the user is lost',
    of: DESK,
    edit: [['USER node\n', '']],
    verdict: 'different',
    found: [['config', 'V-USER']],
  },
  {
    name: 'the user is another one',
    of: DESK,
    edit: [['USER node\n', 'USER daemon\n']],
    verdict: 'different',
    found: [
      ['config', 'V-USER'],
      ['behaviour', 'V-STATUS'],
    ],
  },
  {
    name: 'an exposed port is lost',
    of: DESK,
    edit: [['EXPOSE 3000\n', '']],
    verdict: 'different',
    found: [['config', 'V-PORTS']],
  },
  {
    name: 'a volume is lost',
    of: DESK,
    edit: [['VOLUME /app/data\n', '']],
    verdict: 'different',
    found: [['config', 'V-VOLUMES']],
  },
  {
    name: 'the health check is lost',
    of: DESK,
    edit: (text) => text.replace(/^HEALTHCHECK .*\n/m, ''),
    verdict: 'different',
    found: [['config', 'V-HEALTHCHECK']],
  },
  {
    name: 'the stop signal is another one',
    of: NGINX,
    edit: [['STOPSIGNAL SIGQUIT', 'STOPSIGNAL SIGTERM']],
    verdict: 'different',
    found: [['config', 'V-STOPSIGNAL']],
  },
  {
    name: 'the command is in shell form and keeps the shell in front',
    of: DESK,
    edit: [['CMD ["node", "server.js"]', 'CMD node server.js; exit $?']],
    verdict: 'different',
    found: [
      ['config', 'V-CMD'],
      ['behaviour', 'V-STOP'],
    ],
  },
  {
    name: 'Node.js is of another major version',
    of: DESK,
    edit: [['FROM node:20-slim AS runtime', 'FROM node:22-slim AS runtime']],
    verdict: 'different',
    found: [['config', 'V-ENV']],
  },
];
