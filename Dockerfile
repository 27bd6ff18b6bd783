# A static program on an empty image: no shell, no package manager, not root. It
# writes nowhere but /data, so the root file system can be read-only:
#
#   docker build -t shixian --build-arg VERSION=$(git describe --tags --always) --build-arg REVISION=$(git rev-parse HEAD) .
#   docker run --read-only --tmpfs /tmp -v shixian:/data -p 8080:8080 shixian
#
# The tag is exact; make pin-images writes the digest that a registry has for it
# beside it. The final image is empty, so that there is nothing else to pin.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
ARG REVISION=unknown
RUN CGO_ENABLED=0 go build -tags nomsgpack,grpcnotrace -trimpath -buildvcs=false \
		-ldflags "-s -w -buildid= -X main.version=${VERSION} -X main.revision=${REVISION}" -o /shixian . \
	&& mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /shixian /shixian
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV SHIXIAN_DATA=/data
VOLUME /data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/shixian", "health"]
ENTRYPOINT ["/shixian"]
