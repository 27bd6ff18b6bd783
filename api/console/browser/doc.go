// Package browser tests the pages for people in a real browser: Chromium, without a
// window, against the service as a process of its own.
//
// Its assumptions are those of package fleet, and:
//
//   - Chromium of 2024 or later is there as chromium, and a font with Chinese
//     characters. deploy/deps.sh installs both.
//   - One Chromium serves the test process. Every person has a browser context, which
//     shares no cookies with another; every tab has a window, so that none is hidden.
//   - Whatever a page writes to the console, a request that fails, one to another
//     host, and a dialog fail the test, unless it says beforehand what it expects.
//   - Pages keep a connection open to hear of changes, so that the network is never
//     idle: tests wait for what is to be seen.
package browser
