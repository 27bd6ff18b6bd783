// Package ratelimit bounds how many requests a client makes in a time: the holder of
// a token, or an address.
//
// Its assumptions:
//
//   - A client may make its requests all in one go, and gets new ones evenly: a
//     bucket that holds as many as the rate names. In any time t a client is let
//     through at most burst + rate·t times.
//   - [Local] counts at one replica, exactly. It remembers a bounded number of
//     clients; the one unseen for longest is forgotten, and begins anew.
//   - [Shared] counts at all replicas together. Asking a common [Source] at every
//     request would cost more than answering, so a replica takes requests from it
//     in lots, the first of one, each twice the one before, none of more than 50 ms
//     worth, and spends them by itself. What is left of a lot lapses after [LotLifetime].
//     So R replicas together let through at most burst + rate·t + R·(lot−1), and
//     lose to lapses at most as many requests as they let through: a client that
//     stays under half its rate is never refused. If fewer than a lot are left,
//     the client waits until the lot is there, at most 50 ms longer than for one.
//   - The source may be away or slow. It is waited for a short while, then each
//     replica counts by itself, and asks again after [SourcePause]. Meanwhile R replicas
//     let through up to R times as much. No request fails for it.
//
// The clock is handed in with each request. A source has a clock of its own.
package ratelimit
