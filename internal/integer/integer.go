// Package integer reads the integers of JSON. JSON Schema counts 7.0 and 7e0 among them,
// which programs write that have no other numbers than floats.
package integer

import (
	"bytes"
	"errors"
	"math"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Plain returns an integer of JSON without a fraction or an exponent, as 7 for 7.0. Any
// other number stays as it is. Only such a one takes memory.
func Plain(number []byte) []byte {
	if !bytes.ContainsAny(number, ".eE") {
		return number
	}
	f, err := strconv.ParseFloat(string(number), 64)
	if err != nil || f != math.Trunc(f) {
		return number
	}
	return strconv.AppendFloat(nil, f, 'f', 0, 64)
}

// Unmarshalers are for package json, which by itself refuses 7.0 for an int.
var Unmarshalers = json.JoinUnmarshalers(json.UnmarshalFromFunc(read[int]), json.UnmarshalFromFunc(read[int64]))

func read[T int | int64](dec *jsontext.Decoder, into *T) error {
	if dec.PeekKind() != '0' {
		return errors.ErrUnsupported
	}
	number, err := dec.ReadValue()
	if err != nil {
		return err
	}
	return json.Unmarshal(Plain(number), into)
}
