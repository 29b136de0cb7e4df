import type { Fault } from './types.js';

const DESK = 'own/front-desk';
const DESK_COPY = 'COPY --from=build /app /app\n';
const ALMANAC = 'go/templates-relative';

/** Faults that show when the image is built or started. */
export const behaviourFaults: readonly Fault[] = [
  {
    name: 'the templates are forgotten',
    of: ALMANAC,
    edit: [['COPY --from=build /go/src/almanac/templates /go/src/almanac/templates\n', '']],
    verdict: 'different',
    found: [['behaviour', 'V-START']],
  },
  {
    name: 'the static files are forgotten',
    of: ALMANAC,
    edit: [['COPY --from=build /go/src/almanac/static /go/src/almanac/static\n', '']],
    verdict: 'different',
    found: [['behaviour', 'V-STATUS']],
  },
  {
    name: 'the table of MIME types is forgotten',
    of: ALMANAC,
    edit: [['COPY --from=build /etc/mime.types /etc/mime.types\n', '']],
    verdict: 'different',
    found: [['behaviour', 'V-HEADER']],
  },
  {
    name: 'the time zones are missing',
    of: 'go/time-zones',
    edit: [['FROM gcr.io/distroless/static-debian12 AS runtime', 'FROM busybox AS runtime']],
    verdict: 'different',
    found: [['behaviour', 'V-EXIT']],
  },
  {
    name: 'the program is built with another version',
    of: 'go/version-argument',
    edit: [['main.version=$VERSION', 'main.version=dev']],
    verdict: 'different',
    found: [['behaviour', 'V-OUTPUT']],
  },
  {
    name: 'the program of the health check is missing',
    of: DESK,
    edit: [
      ['install -y --no-install-recommends curl git', 'install -y --no-install-recommends git'],
      ['USER node\n', 'RUN rm -f /usr/bin/curl\nUSER node\n'],
    ],
    verdict: 'different',
    found: [['behaviour', 'V-HEALTH']],
  },
  {
    name: 'a program that the app starts is missing',
    of: DESK,
    edit: [['USER node\n', 'RUN rm -f /usr/bin/git\nUSER node\n']],
    verdict: 'different',
    found: [['behaviour', 'V-STATUS']],
  },
  {
    name: 'the server listens on another port',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN sed -i s/3000/3001/ server.js\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-CONTENT'],
      ['behaviour', 'V-START'],
    ],
  },
  {
    name: 'the start fails',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN rm packages/greet/index.js\n`]],
    verdict: 'different',
    found: [['behaviour', 'V-START']],
  },
  {
    name: 'the build fails',
    of: DESK,
    edit: [['AS runtime\n', 'AS runtime\nRUN false\n']],
    verdict: 'different',
    found: [['build', 'V-CANDIDATE-BUILD']],
  },
  {
    name: 'the entry script stays in front of the server and keeps its signals',
    of: DESK,
    edit: [[DESK_COPY, `${DESK_COPY}RUN sed -i s/^exec.// start.sh\n`]],
    verdict: 'different',
    found: [
      ['files', 'V-CONTENT'],
      ['behaviour', 'V-STOP'],
    ],
  },
];
