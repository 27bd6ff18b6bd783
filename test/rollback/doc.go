// Package rollback has a test that goes on from an older program and back to it, over
// the same record.
//
// Its assumption: the older program is built from the commit that it was, so that the
// history has to be there.
package rollback
