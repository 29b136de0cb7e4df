/**
 * Programs that people fetch as one file and that need nothing but a C library, or not even that: static Go and Rust
 * binaries, init programs, and scripts that call what every image has. By the name that they are started by.
 */
const NAMES = new Set(
  `tini tini-static dumb-init catatonit gosu su-exec supercronic dockerize docker-compose confd gomplate envconsul
  wait-for-it.sh wait-for-it wait4x wait wait-for-port yq jq hivemind overmind forego goreman kubectl helm kustomize
  terraform terragrunt vault consul consul-template nomad chamber aws-vault doppler infisical op sops age cloudflared
  caddy traefik litestream migrate goose dbmate atlas sql-migrate pgweb grpcurl grpc_health_probe grpc-health-probe buf
  protoc-gen-go mc minio rclone restic hugo node_exporter promtail vector fluent-bit otelcol telegraf hey k6 esbuild
  cloud_sql_proxy cloud-sql-proxy s5cmd eksctl gh hub glab task just watchexec fd rg bat websocat reviewdog trivy
  shellcheck hadolint deno node npm npx corepack yarn pnpm bun busybox static-web-server pocketbase mkcert lego step tailscale tailscaled frpc frps`.split(
    /\s+/,
  ),
);

/** True when a fetched program of this name runs on any image of the same C library. */
export function isSelfContained(name: string): boolean {
  return NAMES.has(name);
}
