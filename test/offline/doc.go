// Package offline has a test that packs the offline package and installs it where there is
// no network.
//
// Its assumption: the tests run as root, or may make a user namespace (unshare).
package offline
