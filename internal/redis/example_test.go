package redis_test

import (
	"fmt"
	"time"

	"shixian/internal/redis"
)

func ExampleOpen() {
	client, err := redis.Open("redis://:p%40ssword@10.0.0.1:26379,10.0.0.2/1?master=shixian", time.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client)
	if err := client.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Redis master shixian of Sentinels 10.0.0.1:26379,10.0.0.2:26379, database 1
}
