package words

// Greeting greets somebody.
func Greeting(name string) string { return "Good day, " + name + "." }

// Farewell says goodbye.
func Farewell() string { return "Farewell." }
