package record

// Actions are those that this program understands.
var Actions = actions
