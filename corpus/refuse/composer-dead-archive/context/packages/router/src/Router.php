<?php

declare(strict_types=1);

namespace Tern\Router;

final class Router
{
    /** @var array<string, callable(): string> */
    private array $routes = [];

    public function get(string $path, callable $answer): void
    {
        $this->routes[$path] = $answer;
    }

    /** @return array{int, string} */
    public function answer(string $path): array
    {
        return isset($this->routes[$path]) ? [200, ($this->routes[$path])()] : [404, 'no such path'];
    }
}
