# One image; docker-compose.yml gives each service its command. Kafka and PostgreSQL run in containers of their own.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# Optional packages are the PostgreSQL programs of `wireledger up`.
RUN npm run --silent build && npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app ./
USER node
EXPOSE 7410 7411 7412
CMD ["node", "bin/wireledger.js", "--help"]
