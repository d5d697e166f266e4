# The server with its web app. glibc, not Alpine: the embedded PostgreSQL has no musl build.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production INTERLOCK_HOST=0.0.0.0 INTERLOCK_PORT=7420 INTERLOCK_DATA=/data
COPY --from=build /app /app
# Used only without DATABASE_URL: then the embedded database lives here, run by the same unprivileged user.
RUN mkdir /data && chown node:node /data && chmod 700 /data
VOLUME /data
USER node
EXPOSE 7420
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.INTERLOCK_PORT + '/ready').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: it receives the signal that asks it to stop. An embedded database needs a moment for its last checkpoint.
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=100", "src/entrances/server.ts"]
