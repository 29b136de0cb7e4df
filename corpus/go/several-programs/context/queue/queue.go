package queue

// Names lists what waits to be ground.
func Names() []string { return []string{"rye", "barley", "oats"} }
