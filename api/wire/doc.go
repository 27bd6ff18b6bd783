// Package wire reads questions, as JSON and as queries, and writes answers as JSON.
//
// Its assumptions:
//
//   - It knows no HTTP: a body and a query are texts that were read before.
//   - Input is read strictly: an unknown or doubled key is an error, not a guess.
//     Errors are those of packages problem and deadlines, and point to the field at
//     fault.
//   - Answers are written by appending bytes. The exported structs document them,
//     and a test holds the bytes to what encoding/json makes of those structs.
//   - Memory is used again from question to question: reading, answering and writing
//     an item of a batch allocates once at most.
package wire
