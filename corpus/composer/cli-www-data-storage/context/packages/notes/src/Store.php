<?php

declare(strict_types=1);

namespace Tern\Notes;

final class Store
{
    private \PDO $db;

    public function __construct(string $path)
    {
        $this->db = new \PDO('sqlite:' . $path);
    }

    /** @return list<string> */
    public function all(): array
    {
        return $this->db->query('SELECT text FROM notes ORDER BY id')->fetchAll(\PDO::FETCH_COLUMN);
    }
}
